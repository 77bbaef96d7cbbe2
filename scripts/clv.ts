import "#app/cli/clv.server.ts";

import { migrate } from "../prisma/migrate.ts";

const url = process.env.DATABASE_URL;
if (!url) {
  console.error("DATABASE_URL is not set: name the PostgreSQL database to migrate, postgresql://user:password@host/name.");
  process.exit(1);
}
const applied = await migrate(url);
console.log(applied.length > 0 ? `Applied ${applied.join(", ")}.` : "The database is up to date.");

// Plain JavaScript that Node 20 runs: it installs what is missing, then hands over to the project's own Node.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STAMP = join(ROOT, "node_modules", ".installed-from");
const NODE = join(ROOT, "node_modules", ".bin", process.platform === "win32" ? "node.cmd" : "node");

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const [command, ...args] = process.argv.slice(2);
if (Number(process.versions.node.split(".")[0]) < 20) {
  fail(`Node ${process.versions.node} is too old: version 20 or newer is needed to start (the project brings its own Node 24).`);
}
installPackages();
// The generated sources have to be there before any script that imports them is loaded. `clv` imports none, and a
// production (`build` has been there before) may lack the tools that make them.
if (!["clv", "start", "migrate"].includes(command)) await runScript("codegen", []);
process.exit(await runScript(command, args));

/** Once for each package-lock.json. */
function installPackages() {
  const lock = createHash("sha256").update(readFileSync(join(ROOT, "package-lock.json"))).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  process.stderr.write("Installing packages (once; about a minute) …\n");
  const started = Date.now();
  // Not `npm ci`: it refuses a lock file that lacks another platform's optional binaries, and npm leaves those out
  // wherever its registry does not serve them. The versions are the lock file's all the same.
  // Settings of the npm that runs this script are not meant for the install.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("npm_package_")));
  const npm = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (npm.error) fail(`npm could not be started: ${npm.error.message}`);
  if (npm.status !== 0) {
    fail(`npm could not install the packages (exit code ${npm.status}). Its own message is above: check the network and that ${ROOT} may be written to.`);
  }
  try {
    writeFileSync(STAMP, lock);
  } catch (error) {
    fail(`${dirname(STAMP)} cannot be written to: ${error.message}`);
  }
  process.stderr.write(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

/** Runs one of scripts/ with the project's own Node; resolves to its exit code, or ends where it fails. */
function runScript(name, args) {
  if (!existsSync(NODE)) {
    fail(`The project's own Node is not there (${NODE}): no package for ${process.platform}-${process.arch}. Run the scripts with Node 24 or newer.`);
  }
  const child = spawn(NODE, ["--disable-warning=ExperimentalWarning", join(ROOT, "scripts", `${name}.ts`), ...args], {
    cwd: name === "clv" ? (process.env.INIT_CWD ?? ROOT) : ROOT,
    env: { ...process.env, PATH: `${join(ROOT, "node_modules", ".bin")}${process.platform === "win32" ? ";" : ":"}${process.env.PATH}` },
    stdio: "inherit",
  });
  child.on("error", (error) => fail(`${NODE} could not be started: ${error.message}`));
  // Ctrl-C reaches the child by itself; a signal to this process alone is passed on.
  for (const signal of SIGNALS) process.removeAllListeners(signal).on(signal, () => signal !== "SIGINT" && child.kill(signal));
  return new Promise((done) => {
    child.on("exit", (code, signal) => {
      const result = code ?? (signal ? 1 : 0);
      if (result !== 0) process.exit(result);
      done(result);
    });
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

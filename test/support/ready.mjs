/**
 * Brings a fresh clone to where its commands can run: installs what is missing, builds what is stale.
 *
 * Plain JavaScript without imports of ours, because nothing is installed or built yet. Quiet when there is
 * nothing to do.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const installedMark = join(root, "node_modules/.package-lock.json");
const builtMark = join(root, "dist/.tsbuildinfo");

if (!existsSync(installedMark) || newer(join(root, "package-lock.json"), installedMark)) {
  console.error("Installing dependencies (once)...");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
}
if (!existsSync(builtMark) || newest(join(root, "src")) > statSync(builtMark).mtimeMs) {
  console.error("Building...");
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.json")]);
  // An incremental build that finds nothing to emit leaves its mark untouched.
  utimesSync(builtMark, new Date(), new Date());
}

function run(command, args) {
  // npm is a script on some systems; a shell finds it there too.
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: command === "npm",
  });
  if (status !== 0) process.exit(status ?? 1);
}

function newer(file, than) {
  return existsSync(file) && statSync(file).mtimeMs > statSync(than).mtimeMs;
}

function newest(folder) {
  return Math.max(
    0,
    ...readdirSync(folder, { recursive: true }).map((name) => statSync(join(folder, name)).mtimeMs),
  );
}

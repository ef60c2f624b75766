#!/usr/bin/env node
/** The operator's door: which commands there are, each loaded only when it is called. */
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { AssistantError, ServiceUnavailable } from "../errors.ts";
import type { Globals } from "./context.ts";

const version = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;

const program = new Command("sendalong")
  .description("An assistant that lives in a mailbox: forward it media queries, answer with a few words.")
  .version(version)
  .option("--data <dir>", "your folder")
  .option("--config <file>", "the settings, instead of config.json in your folder")
  .option("--now <instant>", "the clock, for rehearsal: 2026-11-22T09:00:00Z")
  .addOption(
    new Option("--log-level <level>", "how much is told")
      .choices(["debug", "info", "warn", "error"])
      .default("info"),
  )
  .addOption(new Option("--log <form>", "the form of log lines").choices(["text", "json"]))
  .showHelpAfterError("(sendalong --help lists all commands)")
  .hook("preAction", async () => void (await import("./context.ts")).clockFrom(globals().now))
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

program
  .command("run")
  .description("the daemon: reads the mailbox, writes to you, sends what you named")
  .option("--once", "one tick, then end")
  .option("--dry-run", "one tick whose mails are written as .eml and not sent; changes nothing")
  .option("--since <duration>", "also read what came in the last 3d and was left alone at the first start")
  .option("--out <dir>", "where a dry run writes", "dry-run")
  .action(async (options) => (await import("./run.ts")).run(globals(), options));

program
  .command("receive")
  .argument("<file...>", "mails as .eml, - for standard input")
  .description("take mails as if they had arrived")
  .action(async (files) => (await import("./receive.ts")).receive(globals(), files));

program
  .command("explain")
  .argument("<path...>", ".eml files, or folders of them")
  .description("what a mail is and says, without sending or remembering anything")
  .option("--json", "one JSON object a line")
  .option("--owner <address>", "an address of yours; may be repeated", collect, [])
  .option("--assistant <address>", "the assistant's address")
  .action(async (paths, options) => (await import("./explain.ts")).explain(globals(), paths, options));

program
  .command("match")
  .description("fit alone: which queries suit which contacts, and why")
  .requiredOption("--contacts <file>", "contacts.json")
  .requiredOption("--queries <file>", "one query a line as JSON, or what explain --json prints")
  .option("--json", "one JSON object a line")
  .option("--all", "every candidate, not only those proposed")
  .action(async (options) => (await import("./match.ts")).match(globals(), options));

const contacts = program.command("contacts").description("your people");
contacts
  .command("list")
  .description("one line a person")
  .option("--json", "one JSON object a line")
  .action(async (options) => (await import("./contacts.ts")).list(globals(), options));
contacts
  .command("import")
  .description("add whom you have not got yet")
  .argument("<file>", "an address book as .vcf or .csv, or a .json in the form of contacts.json")
  .action(async (file) => (await import("./contacts.ts")).importFile(globals(), file));
contacts
  .command("export")
  .description("write them all to a file")
  .argument("<file>", "a .json, .csv or .vcf to write")
  .action(async (file) => (await import("./contacts.ts")).exportFile(globals(), file));

program
  .command("config")
  .description("each setting, its value and where it came from")
  .option("--json", "one JSON object a line")
  .action(async (options) => (await import("./config.ts")).config(globals(), options));

program
  .command("doctor")
  .description("every part checked, each failure with its cure")
  .option("--send-test", "also send yourself a test mail")
  .option("--json", "one JSON object a line")
  .action(async (options) => (await import("./doctor.ts")).doctor(globals(), options));

program
  .command("preview")
  .description("every letter from sample data, as .html and .txt")
  .option("--out <dir>", "where", "preview")
  .action(async (options) => (await import("./preview.ts")).preview(globals(), options));

program
  .command("demo")
  .description(
    "a month with invented people and a made-up clock, on servers of its own; nothing leaves this machine",
  )
  .option("--days <number>", "how much of the month", "30")
  .option("--out <dir>", "where the mails are laid down", "demo-out")
  .action(async (options) => {
    process.exitCode = await (await import("./demo.ts")).demo(options);
  });

for (const [word, says] of [
  ["digest", "what the next digest would tell"],
  ["pending", "all that is open and owed"],
  ["stats", "what your giving led to"],
] as const)
  program
    .command(word)
    .description(`${says}; what the mail of that name would say, and nothing changes`)
    .option("--json", "one JSON object")
    .action(async (options) => (await import("./shown.ts")).shown(globals(), word, options));

program
  .command("status")
  .description("what is open, waiting and stuck")
  .option("--json", "one JSON object")
  .action(async (options) => (await import("./status.ts")).status(globals(), options));

program
  .command("healthcheck")
  .description("exit 0 while the daemon ticks; asks nobody outside")
  .action(async () => (await import("./healthcheck.ts")).healthcheck(globals()));

function globals(): Globals {
  return program.opts<Globals>();
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value.toLowerCase()];
}

// Whoever reads our lines may have seen enough: `sendalong explain mails --json | head`.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  // Anything else is a fault of ours, and its stack is worth more than our words.
  if (!(error instanceof AssistantError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof ServiceUnavailable ? 1 : 2;
}

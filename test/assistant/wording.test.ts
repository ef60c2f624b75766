/** Her own wording of a letter: wrong, it stops the start, so that no mail of hers is answered halfway. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openOffice, USERS } from "../support/office.ts";
import { tempFolder } from "../support/temp.ts";
import { sandboxWorld } from "../support/world.ts";

test.each([
  ["of a name that is not there", "forward.ana-ruiz.txt.hbs", "{{greeting}} {{nickname}}", /nickname is no/],
  ["of one that may be empty", "forward.txt.hbs", "{{greeting}} {{outlet}}", /outlet is empty here/],
  ["of a partial that is not there", "forward.group-bakers.txt.hbs", "{{> _hello}}", /no partial "_hello"/],
])(
  "a wording that asks for a variable %s stops the start, naming file and variable",
  async (_case, file, text, why) => {
    const folder = tempFolder();
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "templates", file), `Subject: For you\n\n${text}\n`);
    const world = await sandboxWorld(USERS);
    onTestFinished(() => world.stop());
    await expect(openOffice(world, { folder })).rejects.toThrow(why);
    await expect(openOffice(world, { folder })).rejects.toThrow(file);
  },
);

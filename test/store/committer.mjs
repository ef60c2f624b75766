// Commits, journals and says so, for ever, until it is killed. Runs on the built program.
import { writeSync } from "node:fs";
import { openStore } from "../../dist/store/store.js";

const [folder = "", fillerBytes = "0"] = process.argv.slice(2);
const store = await openStore({
  folder,
  version: 2,
  empty: (storeId) => ({ version: 2, storeId, count: 0 }),
  check: (value) => value,
});
for (let count = store.state.count + 1; ; count += 1) {
  store.journal.noteTries([`mail ${count}`]);
  const mails = [{ id: `m${count}`, bytes: Buffer.from(`mail ${count}`) }];
  const archived = count % 5 === 0 ? [{ id: `r${count}`, month: "2026-11", record: count }] : [];
  await store.commit({ ...store.state, count, filler: "x".repeat(Number(fillerBytes)) }, mails, archived);
  store.journal.handover(`m${count}`, `forward:${count}`);
  await store.removeMails([`m${count - 20}`]);
  writeSync(1, `${count}\n`);
}

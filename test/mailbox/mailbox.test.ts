import { afterAll } from "vitest";
import { type ImapSandbox, startImap } from "../../src/sandbox/imap.ts";
import { mailboxSuite } from "./suite.ts";

const servers: ImapSandbox[] = [];
afterAll(() => Promise.all(servers.map((each) => each.close())));

mailboxSuite("the mailbox on the server in memory", {
  account: async () => {
    const login = { user: "desk@example.test", pass: "secret" };
    const imap = await startImap({ users: [login] });
    servers.push(imap);
    return { host: imap.host, port: imap.port, ...login };
  },
});

/** The server in memory as a host for the suites: a new one for each account. */
import { type ImapSandbox, startImap } from "../../src/sandbox/imap.ts";
import type { Host } from "./suite.ts";

export interface MemoryHost extends Host {
  close(): Promise<unknown>;
}

export function memoryHost(): MemoryHost {
  const servers: ImapSandbox[] = [];
  return {
    account: async () => {
      const login = { user: "desk@example.test", pass: "secret" };
      const imap = await startImap({ users: [login] });
      servers.push(imap);
      return { host: imap.host, port: imap.port, ...login };
    },
    close: () => Promise.all(servers.map((each) => each.close())),
  };
}

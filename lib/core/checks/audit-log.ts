import { type Gap, outside } from "../inventory/gap.ts";
import type { Evidence } from "./evidence.ts";

/** @returns what of an uploaded audit log was not read or not kept: whatever rests on the log was not seen in whole. */
export function gapsOfAuditLog({ uses, droppedClients = 0 }: Evidence): readonly Gap[] {
  const { unreadable = 0 } = uses ?? {};
  return [
    ...(unreadable > 0
      ? [outside("audit log", `${unreadable} lines of the uploaded audit log hold no event that can be read`)]
      : []),
    ...(droppedClients > 0
      ? [outside("audit log", `${droppedClients} events of the uploaded audit log are of more clients than are kept`)]
      : []),
  ];
}

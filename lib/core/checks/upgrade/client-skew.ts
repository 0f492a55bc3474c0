import { outside } from "../../inventory/gap.ts";
import { formatMinor, parseMinor } from "../../upgrade/minor.ts";
import { gapsOfAuditLog } from "../audit-log.ts";
import { defineTargetCheck } from "./define.ts";

const kubectl = /^kubectl(?:\.exe)?\/(v1\.[^ ]+)/;

export default defineTargetCheck({
  id: "upgrade/client-skew",
  title: "Versions of kubectl",
  seenBy: "attestation",
  reads: [],
  messages: {
    apart: { text: "{user} uses kubectl {client}, more than one minor from the API server's {current}", impact: "info" },
  },
  docs: {
    why: "Each kubectl is supported with an API server one minor older or newer than the API server. Further apart, commands may ask for APIs that are gone, or show less than there is.",
    fix: "Tell these people and pipelines to use a kubectl of the API server's minor.",
    refs: ["https://kubernetes.io/releases/version-skew-policy/#kubectl"],
  },
  unseen: ({ evidence }) =>
    evidence.clients === undefined
      ? [outside("clients", "only the API server's audit log names its clients: upload one to the cluster")]
      : gapsOfAuditLog(evidence),
  *judge({ evidence, current }) {
    for (const { userAgent, user, lastSeen } of evidence.clients ?? []) {
      const client = parseMinor(kubectl.exec(userAgent)?.[1]);
      if (client === undefined || Math.abs(client - current) <= 1) continue;
      const data = { user, client: formatMinor(client), current: formatMinor(current), lastSeen };
      yield { at: { resource: "users", kind: "User", name: user }, message: "apart", data, locus: formatMinor(client) };
    }
  },
});

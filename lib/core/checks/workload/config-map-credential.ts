import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

export default defineCheck({
  id: "workload/config-map-credential",
  major: 1,
  since: "0.1",
  title: "Credentials in ConfigMaps",
  pillar: "platform",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["nsa:C-0012", "checklist:no-configmap"],
  reads: ["configmaps"],
  messages: {
    value: { text: "{object} holds what looks like a credential in {keys}: {kinds}", severity: "high" },
    name: { text: "{object} has a value under {keys}, and the name says credential", severity: "medium" },
  },
  docs: {
    why: "ConfigMaps are for what everybody may read: the role view shows them, and they are not encrypted where Secrets are. Values are not kept by Drydock: only the key and the kind of what was recognised.",
    fix: "Move the value into a Secret, better into a secret store. Treat the old value as known: replace it.",
    refs: ["https://kubernetes.io/docs/concepts/security/secrets-good-practices/"],
  },
  *evaluate({ list }) {
    for (const configMap of list("configmaps")) {
      const suspects = configMap.keys.filter(({ credential }) => credential !== undefined);
      const sure = suspects.filter(({ credential }) => credential?.startsWith("value:"));
      const at = refTo("configmaps", configMap, "data");
      const keys = (sure.length > 0 ? sure : suspects).map(({ key }) => key);
      if (sure.length > 0)
        yield {
          at,
          message: "value",
          data: { keys, kinds: sure.map(({ credential = "" }) => credential.slice("value:".length)) },
        };
      else if (suspects.length > 0) yield { at, message: "name", data: { keys } };
    }
  },
});

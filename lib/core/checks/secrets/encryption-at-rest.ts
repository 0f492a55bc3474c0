import { reportFlags, unreadFiles, unseenOf } from "../control-plane/components.ts";
import { defineCheck } from "../define.ts";

const unseenApiServer = unseenOf("kube-apiserver");
const flag = "encryption-provider-config";

export default defineCheck({
  id: "secrets/encryption-at-rest",
  major: 1,
  since: "0.1",
  title: "Encryption of Secrets in etcd",
  pillar: "platform",
  layer: "cluster",
  seenBy: "static-pods",
  responsible: "platform",
  answers: ["cis:1.2.27", "nsa:C-0066", "checklist:encryption-at-rest"],
  reads: ["pods"],
  facts: ["control-plane-safety-flags"],
  messages: {
    none: { text: "{object} writes Secrets to etcd as they are: --encryption-provider-config is not set", severity: "medium" },
  },

  docs: {
    why: "Without it a copy of etcd's disk or of its backup is a copy of every password and token. Where it is set, the file says which keys and kinds, with identity first among them nothing is encrypted, and no API shows that file.",
    fix: "Write an EncryptionConfiguration with a KMS v2 provider, or aescbc or secretbox where there is none, set the flag on every API server, and write all Secrets anew. Attest what the file says.",
    refs: ["https://kubernetes.io/docs/tasks/administer-cluster/encrypt-data/"],
  },
  unseen: (context) => [
    ...unseenApiServer(context),
    ...unreadFiles(context, "kube-apiserver", flag, "how Secrets are encrypted"),
  ],
  evaluate: (context) =>
    reportFlags(context, "kube-apiserver", function* (flags) {
      if (flags[flag] === undefined) yield { flag, message: "none" };
    }),
});

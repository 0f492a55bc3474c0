import { tokenSecretOf } from "../../authentication/token-secret.ts";
import { defineCheck } from "../define.ts";
import { refTo } from "../object-ref.ts";

const days = 86_400_000;
const longUnused = 365 * days;

function unusedSince(day: string | undefined, now: Date): string | undefined {
  const used = day === undefined ? Number.NaN : Date.parse(day);
  return day !== undefined && now.getTime() - used > longUnused ? day : undefined;
}

export default defineCheck({
  id: "rbac/legacy-token-secret",
  major: 1,
  since: "0.1",
  title: "Endless service account tokens in Secrets",
  pillar: "access",
  layer: "cluster",
  seenBy: "api",
  responsible: "application",
  answers: ["checklist:rbac-good-practices", "checklist:bound-tokens"],
  reads: ["secrets"],
  messages: {
    token: { text: "{object} holds a token of ServiceAccount {account} that never ends", severity: "medium" },
    unused: {
      text: "{object} holds a token of ServiceAccount {account} that never ends and was last used on {day}",
      severity: "low",
    },
  },
  docs: {
    why: "A token in a Secret is valid until the Secret or the account is deleted, for everybody who ever read it. Tokens that pods mount are made for the pod, end after an hour, and die with it. Only names and types of Secrets are read, and only where the scanner was granted that.",
    fix: "Let clients outside the cluster ask for tokens with an end (kubectl create token, TokenRequest), and delete the Secret once its label legacy-token-last-used shows that nobody uses it.",
    refs: ["https://kubernetes.io/docs/concepts/security/service-accounts/#manually-retrieve-tokens"],
  },
  *evaluate({ list, now }) {
    for (const secret of list("secrets")) {
      const token = tokenSecretOf(secret);
      if (token === undefined || token.invalidSince !== undefined) continue;
      const { account = "of an unknown name" } = token;
      const day = unusedSince(token.lastUsed, now);
      const at = refTo("secrets", secret);
      if (day === undefined) yield { at, message: "token", data: { account } };
      else yield { at, message: "unused", data: { account, day }, locus: "token" };
    }
  },
});

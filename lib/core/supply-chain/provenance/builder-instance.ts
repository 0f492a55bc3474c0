/** Whether a build ran on a fresh machine, and what about its start deserves a look. */
import type { CertificateClaims } from "../identity/claims.ts";
import type { Provenance } from "./provenance.ts";

export interface BuilderInstance {
  /** ephemeral: a fresh machine for each run. selfHosted: somebody's own, which may outlive runs. unknown is neither. */
  readonly kind: "ephemeral" | "selfHosted" | "unknown";
  readonly from?: "certificate" | "predicate";
}

/** @param claims of the verified certificate; what it says counts before the predicate. */
export function builderInstance(provenance: Provenance, claims: CertificateClaims = {}): BuilderInstance {
  const from = claims.runnerEnvironment === undefined ? "predicate" : "certificate";
  const said = claims.runnerEnvironment ?? provenance.runner ?? runnerOfBuilder(provenance.builder);
  if (said === "github-hosted" || said === "gitlab-hosted") return { kind: "ephemeral", from };
  if (said === "self-hosted") return { kind: "selfHosted", from };
  return { kind: "unknown" };
}

/** GitHub has builders such as `https://github.com/actions/runner/github-hosted`. */
function runnerOfBuilder(builder = ""): string | undefined {
  return /\/actions\/runner\/(github-hosted|self-hosted)$/.exec(builder)?.[1];
}

/** Events that let somebody from outside start a build with the repository's rights, or start it by hand with any input. */
const riskyTriggers: ReadonlySet<string> = new Set(["pull_request_target", "workflow_dispatch", "issue_comment", "workflow_run"]);

/** @returns the trigger that deserves a look, the certificate's before the predicate's. */
export function riskyTrigger({ trigger }: Provenance, claims: CertificateClaims = {}): string | undefined {
  const said = claims.buildTrigger ?? trigger;
  return said !== undefined && riskyTriggers.has(said) ? said : undefined;
}

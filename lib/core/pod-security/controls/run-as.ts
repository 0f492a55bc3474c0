/** Controls of whom a container runs as. */
import type { Control, Forbidden, JudgedPod } from "./control.ts";
import { exceptInUserNamespace } from "./profiles.ts";
import { named, namesOf, setters } from "./words.ts";

export const runAsNonRoot = {
  id: "runAsNonRoot",
  level: "restricted",
  revisions: [
    { since: 0, judge: requireNonRoot },
    { since: 35, judge: exceptInUserNamespace(requireNonRoot) },
  ],
} as const satisfies Control;

function requireNonRoot({ spec }: JudgedPod): Forbidden | undefined {
  const reason = "runAsNonRoot != true";
  const ofPod = spec.securityContext?.runAsNonRoot;
  const who = setters(
    ofPod === false,
    namesOf(spec.containers, ({ securityContext }) => securityContext?.runAsNonRoot === false),
  );
  if (who !== undefined) return { reason, detail: `${who} must not set securityContext.runAsNonRoot=false` };
  if (ofPod) return undefined;
  const names = namesOf(spec.containers, ({ securityContext }) => securityContext?.runAsNonRoot === undefined);
  if (names.length === 0) return undefined;
  return { reason, detail: `pod or ${named("container", names)} must set securityContext.runAsNonRoot=true` };
}

export const runAsUser = {
  id: "runAsUser",
  level: "restricted",
  revisions: [
    { since: 23, judge: refuseRoot },
    { since: 35, judge: exceptInUserNamespace(refuseRoot) },
  ],
} as const satisfies Control;

function refuseRoot({ spec }: JudgedPod): Forbidden | undefined {
  const who = setters(
    spec.securityContext?.runAsUser === 0,
    namesOf(spec.containers, ({ securityContext }) => securityContext?.runAsUser === 0),
  );
  return who === undefined ? undefined : { reason: "runAsUser=0", detail: `${who} must not set runAsUser=0` };
}

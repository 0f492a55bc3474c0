/** Controls of seccomp profiles: by annotation until 1.18, by field from then on. */
import type { SecurityContext } from "../../inventory/items.ts";
import type { Control, Forbidden, JudgedPod } from "./control.ts";
import { exceptOnWindows } from "./privilege.ts";
import { isConfined } from "./profiles.ts";
import { goQuoted, named, namesOf, plural, quoted, setters, sorted } from "./words.ts";

export const seccompAnnotation = "seccomp.security.alpha.kubernetes.io/pod";
export const seccompPrefix = "container.seccomp.security.alpha.kubernetes.io/";

export const seccompProfileBaseline = {
  id: "seccompProfile_baseline",
  level: "baseline",
  revisions: [
    { since: 0, judge: refuseAnnotations },
    { since: 19, judge: refuseUnconfined },
  ],
} as const satisfies Control;

function refuseAnnotations({ annotations = {}, spec }: JudgedPod): Forbidden | undefined {
  const keys = [seccompAnnotation, ...spec.containers.map(({ name }) => `${seccompPrefix}${name}`)];
  const bad = keys.flatMap((key) => {
    const value = Object.hasOwn(annotations, key) ? annotations[key] : undefined;
    return value === undefined || isConfiningAnnotation(value) ? [] : [`${key}=${goQuoted(value)}`];
  });
  const found = sorted(bad);
  if (found.length === 0) return undefined;
  const word = plural("annotation", "annotations", found.length);
  return { reason: "seccompProfile", detail: `forbidden ${word} ${found.join(", ")}` };
}

function isConfiningAnnotation(value: string): boolean {
  return value === "runtime/default" || value === "docker/default" || value.startsWith("localhost/");
}

function refuseUnconfined({ spec }: JudgedPod): Forbidden | undefined {
  const who = setters(
    isUnconfined(spec.securityContext),
    namesOf(spec.containers, ({ securityContext }) => isUnconfined(securityContext)),
  );
  if (who === undefined) return undefined;
  const contexts = [spec, ...spec.containers].map(({ securityContext }) => securityContext);
  const types = sorted(contexts.filter(isUnconfined).map((context) => context?.seccompProfile?.type ?? ""));
  return { reason: "seccompProfile", detail: `${who} must not set securityContext.seccompProfile.type to ${quoted(types)}` };
}

function isUnconfined(context: SecurityContext | undefined): boolean {
  return context?.seccompProfile !== undefined && !isConfined(context.seccompProfile.type);
}

export const seccompProfileRestricted = {
  id: "seccompProfile_restricted",
  level: "restricted",
  revisions: [
    { since: 19, judge: requireProfile },
    { since: 25, judge: exceptOnWindows(requireProfile) },
  ],
  overrides: "seccompProfile_baseline",
} as const satisfies Control;

function requireProfile(pod: JudgedPod): Forbidden | undefined {
  const { spec } = pod;
  const unconfined = refuseUnconfined(pod);
  if (unconfined !== undefined || spec.securityContext?.seccompProfile !== undefined) return unconfined;
  const names = namesOf(spec.containers, ({ securityContext }) => securityContext?.seccompProfile === undefined);
  if (names.length === 0) return undefined;
  return {
    reason: "seccompProfile",
    detail: `pod or ${named("container", names)} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  };
}

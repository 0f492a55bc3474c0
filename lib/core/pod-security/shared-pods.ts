/** Gives equal pods one judged pod, so that what is found of it is found once: thousands of pods may be made of one manifest. */
import { createIntern } from "../inventory/project/intern.ts";
import type { JudgedPod } from "./controls/control.ts";
import { isJudgedAnnotation } from "./controls/index.ts";
import { withDefaults } from "./defaults.ts";

/** @returns a function that answers equal pods with the same object: what Pod Security looks at, with its defaults. */
export function createSharedPods(): (pod: JudgedPod) => JudgedPod {
  const intern = createIntern();
  const withDefaultsOf = new Map<JudgedPod, JudgedPod>();
  return (pod) => {
    const shared = intern.value(judgedPartOf(pod));
    const known = withDefaultsOf.get(shared) ?? withDefaults(shared);
    withDefaultsOf.set(shared, known);
    return known;
  };
}

function judgedPartOf({ annotations = {}, spec }: JudgedPod): JudgedPod {
  const { hostNetwork, hostPID, hostIPC, hostUsers, os, securityContext, volumes } = spec;
  const judged = Object.entries(annotations).filter(([key]) => isJudgedAnnotation(key));
  const containers = spec.containers.map(({ name, type, image, ports, probeHosts, securityContext: context }) => ({
    ...{ name, type, image },
    ...(ports && { ports }),
    ...(probeHosts && { probeHosts }),
    ...(context && { securityContext: context }),
  }));
  return {
    ...(judged.length > 0 && { annotations: Object.fromEntries(judged) }),
    spec: {
      ...(hostNetwork && { hostNetwork }),
      ...(hostPID && { hostPID }),
      ...(hostIPC && { hostIPC }),
      ...(hostUsers !== undefined && { hostUsers }),
      ...(os !== undefined && { os }),
      ...(securityContext && { securityContext }),
      ...(volumes && { volumes }),
      containers,
    },
  };
}

/** @returns the same function, which is asked once for each object. */
export function oncePerPod<T>(judge: (pod: JudgedPod) => T): (pod: JudgedPod) => T {
  const known = new Map<JudgedPod, T>();
  return (pod) => {
    if (!known.has(pod)) known.set(pod, judge(pod));
    return known.get(pod) as T;
  };
}

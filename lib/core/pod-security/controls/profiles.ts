/** Controls of the profiles that confine a container: AppArmor, SELinux, the mount of /proc. */
import type { ContainerItem, SecurityContext } from "../../inventory/items.ts";
import type { Control, Forbidden, Judge, JudgedPod } from "./control.ts";
import { goQuoted, named, namesOf, plural, quoted, setters, sorted } from "./words.ts";

/** Every annotation with this prefix counts, of containers that are not there too. */
export const appArmorPrefix = "container.apparmor.security.beta.kubernetes.io/";

export const appArmorProfile = {
  id: "appArmorProfile",
  level: "baseline",
  revisions: [{ since: 0, judge: refuseAppArmor }],
} as const satisfies Control;

function refuseAppArmor({ annotations = {}, spec }: JudgedPod): Forbidden | undefined {
  const bad = (context: SecurityContext | undefined) =>
    context?.appArmorProfile && !isConfined(context.appArmorProfile.type) ? (context.appArmorProfile.type ?? "") : undefined;
  const written = Object.entries(annotations)
    .filter(([key, value]) => key.startsWith(appArmorPrefix) && !isConfiningAnnotation(value))
    .map(([key, value]) => `${key}=${goQuoted(value)}`);
  const containers = namesOf(spec.containers, ({ securityContext }) => bad(securityContext) !== undefined);
  const fields = setters(bad(spec.securityContext) !== undefined, containers);
  if (fields === undefined && written.length === 0) return undefined;
  const types = [spec, ...spec.containers].flatMap(({ securityContext }) => bad(securityContext) ?? []);
  const values = [...sorted(types), ...sorted(written)];
  const who = [
    ...(fields === undefined ? [] : [fields]),
    ...(written.length > 0 ? [plural("annotation", "annotations", written.length)] : []),
  ];
  return {
    reason: plural("forbidden AppArmor profile", "forbidden AppArmor profiles", values.length),
    detail: `${who.join(" and ")} must not set AppArmor profile type to ${quoted(values)}`,
  };
}

/** @returns whether a type of AppArmor or seccomp profile confines. */
export function isConfined(type: string | undefined): boolean {
  return type === "RuntimeDefault" || type === "Localhost";
}

function isConfiningAnnotation(value: string): boolean {
  return value === "" || value === "runtime/default" || value.startsWith("localhost/");
}

const types = ["", "container_t", "container_init_t", "container_kvm_t"];
const typesSince31 = [...types, "container_engine_t"];

/** @returns whether the policy of a minor lets a type of SELinux label through. */
export function isSeLinuxType(type: string, minor: number): boolean {
  return (minor < 31 ? types : typesSince31).includes(type);
}

export const seLinuxOptions = {
  id: "seLinuxOptions",
  level: "baseline",
  revisions: [
    { since: 0, judge: refuseSeLinux(types) },
    { since: 31, judge: refuseSeLinux(typesSince31) },
  ],
} as const satisfies Control;

function refuseSeLinux(allowed: readonly string[]): Judge {
  const typeOf = (context: SecurityContext | undefined) => context?.seLinuxOptions?.type ?? "";
  const isBad = (context: SecurityContext | undefined) =>
    !allowed.includes(typeOf(context)) || Boolean(context?.seLinuxOptions?.user) || Boolean(context?.seLinuxOptions?.role);
  return ({ spec }) => {
    const who = setters(
      isBad(spec.securityContext),
      namesOf(spec.containers, ({ securityContext }) => isBad(securityContext)),
    );
    if (who === undefined) return undefined;
    const contexts = [spec, ...spec.containers].map(({ securityContext }) => securityContext);
    const others = sorted(contexts.map(typeOf).filter((type) => !allowed.includes(type)));
    const what = [
      ...(others.length > 0 ? [named("type", others)] : []),
      ...(contexts.some((context) => context?.seLinuxOptions?.user) ? ["user may not be set"] : []),
      ...(contexts.some((context) => context?.seLinuxOptions?.role) ? ["role may not be set"] : []),
    ];
    return { reason: "seLinuxOptions", detail: `${who} set forbidden securityContext.seLinuxOptions: ${what.join("; ")}` };
  };
}

export const procMount = {
  id: "procMount",
  level: "baseline",
  revisions: [
    { since: 0, judge: refuseProcMount },
    { since: 35, judge: exceptInUserNamespace(refuseProcMount) },
  ],
} as const satisfies Control;

export const procMountRestricted = {
  id: "procMount_restricted",
  level: "restricted",
  revisions: [{ since: 35, judge: refuseProcMount }],
  overrides: "procMount",
} as const satisfies Control;

function refuseProcMount({ spec }: JudgedPod): Forbidden | undefined {
  const other = ({ securityContext }: ContainerItem) =>
    securityContext?.procMount === "Default" ? undefined : securityContext?.procMount;
  const names = namesOf(spec.containers, (container) => other(container) !== undefined);
  if (names.length === 0) return undefined;
  const types = sorted(spec.containers.flatMap((container) => other(container) ?? []));
  return {
    reason: "procMount",
    detail: `${named("container", names)} must not set securityContext.procMount to ${quoted(types)}`,
  };
}

/** @returns a judge that lets in pods whose users are not the node's. */
export function exceptInUserNamespace(judge: Judge): Judge {
  return (pod) => (pod.spec.hostUsers === false ? undefined : judge(pod));
}

import type { ImageFactsView } from "#contracts/image-facts.ts";

type Found = ImageFactsView & { kind: "found" };

const undated: Readonly<Record<NonNullable<Found["createdUnknown"]>, string>> = {
  absent: "not told",
  fixed: "not known: a fixed date, so that its builds repeat",
  unreadable: "not known: its date cannot be read",
};

/** @returns why it is not known when an image was built. */
export function createdWords({ createdUnknown = "absent" }: Pick<Found, "createdUnknown">): string {
  return undated[createdUnknown];
}

/** @returns as whom an image runs where a pod says nothing else. */
export function userWords({ user, userName }: Pick<Found, "user" | "userName">): string {
  if (user === "root") return "root, where a pod says nothing else";
  if (user === "unknown") return "not known";
  return user === "number" ? `user ${userName}` : `${userName}, whose number only its files tell`;
}

type Contents = Pick<Found, "shell" | "packageManagers" | "packages" | "minimalBase">;

/** @returns what of shells and package managers is there: by bills of materials, then by traces of the build. */
export function contentsWords({ shell, packageManagers, packages, minimalBase }: Contents): string {
  const traces =
    packageManagers.length > 0
      ? `traces of ${packageManagers.join(", ")}${shell ? " and a shell" : ""}`
      : shell && "traces of a shell";
  if (packages !== undefined) return [listedWords(packages), traces].filter(Boolean).join("; ");
  if (traces) return traces;
  const base =
    minimalBase === undefined ? "which proves nothing of its base" : `and its base is ${minimalBase} by its builder's word`;
  return `no trace of a shell or a package manager, ${base}`;
}

function listedWords({ count, ofSystem, shells, managers }: NonNullable<Found["packages"]>): string {
  const held = [...managers, ...shells];
  const counted = `${count} ${count === 1 ? "package" : "packages"} by its bill of materials`;
  if (held.length > 0) return `${counted}, ${held.join(", ")} among them`;
  return ofSystem
    ? `${counted}, no shell and no package manager among them`
    : `${counted}, none of a distribution: nobody may have looked for those`;
}

/** @returns by what something looks like a credential: `name:password` is its name, `value:…` the look of its value. */
export function credentialWords(credential: string): string {
  const [by, ...kind] = credential.split(":");
  const words = kind.join(":").replaceAll("-", " ");
  return by === "value" ? `its value looks like: ${words}` : `its name says: ${words}`;
}

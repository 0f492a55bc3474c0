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

/** @returns which programs left a trace; no trace proves nothing. */
export function contentsWords({ shell, packageManagers }: Pick<Found, "shell" | "packageManagers">): string {
  if (packageManagers.length > 0) return `traces of ${packageManagers.join(", ")}${shell ? " and a shell" : ""}`;
  return shell ? "traces of a shell" : "no trace of a shell or a package manager, which proves nothing of its base";
}

/** @returns by what something looks like a credential: `name:password` is its name, `value:…` the look of its value. */
export function credentialWords(credential: string): string {
  const [by, ...kind] = credential.split(":");
  const words = kind.join(":").replaceAll("-", " ");
  return by === "value" ? `its value looks like: ${words}` : `its name says: ${words}`;
}

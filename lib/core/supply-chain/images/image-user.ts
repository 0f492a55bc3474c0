import { credentialOfValue } from "../../inventory/project/credentials.ts";

/** As whom an image's programs run where a pod says nothing else. */
export type ImageUser =
  | { readonly kind: "root"; readonly name: string }
  /** A number other than zero, which the kubelet can compare. */
  | { readonly kind: "number"; readonly name: string }
  /** A name: which number it has is written in the image's files, and a name other than root may have root's. */
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "unknown" };

const form = /^([A-Za-z0-9_][\w.-]{0,63})(?::[A-Za-z0-9_][\w.-]{0,63})?$/;

/**
 * @param value `config.User`, anything at all; empty and absent mean root on Linux.
 * @param os of the image; on Windows the default depends on the base and is not known.
 */
export function imageUser(value: unknown, os: string | undefined): ImageUser {
  const text = value === undefined || value === null ? "" : value;
  if (typeof text !== "string") return { kind: "unknown" };
  if (os === "windows") return windowsUser(text);
  if (text === "") return { kind: "root", name: "" };
  const [, user = ""] = form.exec(text) ?? [];
  if (user === "" || credentialOfValue(text) !== undefined) return { kind: "unknown" };
  if (user === "root" || /^0+$/.test(user)) return { kind: "root", name: text };
  return { kind: /^\d{1,10}$/.test(user) ? "number" : "name", name: text };
}

function windowsUser(text: string): ImageUser {
  if (!form.test(text) || credentialOfValue(text) !== undefined) return { kind: "unknown" };
  return { kind: /^containeradministrator$/i.test(text) ? "root" : "name", name: text };
}

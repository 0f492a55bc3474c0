/** What a registry asks for when it answers 401. */

export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: string; readonly service?: string }
  | { readonly scheme: "other" };

const longest = 8_192;
const parameter = /([a-z_]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))/gi;

/** @returns the challenge; undefined where there is none. Its scope is not read: what we ask for is ours to say. */
export function parseChallenge(header: string | undefined): Challenge | undefined {
  if (header === undefined || header.length > longest) return undefined;
  const scheme = /^\s*([a-z]+)\b/i.exec(header)?.[1]?.toLowerCase();
  if (scheme === "basic") return { scheme };
  if (scheme !== "bearer") return scheme === undefined ? undefined : { scheme: "other" };
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, plain] of header.matchAll(parameter))
    parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  const service = parameters.get("service");
  return { scheme, realm: parameters.get("realm") ?? "", ...(service !== undefined && { service }) };
}

/** What else somebody is called by: objects are named after a person, and seldom by all of the user name. */

const separators = /[:#/\\|]/;

/**
 * @param name as RBAC writes it: `jane.doe@corp.example`, `oidc:jane`, `https://issuer.example#jane`, `CN=Jane Doe,O=devs`
 * @returns the name and its parts that tell whom it is of, also as names of objects can spell them: `jane-doe`
 */
export function aliasesOf(name: string): ReadonlySet<string> {
  const common = /(?:^|[,/+])\s*CN=([^,/+]+)/i.exec(name)?.[1]?.trim();
  const tail = name.split(separators).at(-1) ?? name;
  const whole = [name, tail, ...(common === undefined ? [] : [common])];
  const local = whole.flatMap((given) => (given.includes("@") ? [given.slice(0, given.lastIndexOf("@"))] : []));
  const all = [...whole, ...local];
  return new Set([...all, ...all.map(slugOf)].filter((alias) => alias !== ""));
}

/** @returns a text as the name of an object: letters and digits, with a dash for everything else. */
function slugOf(text: string): string {
  return text
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
}

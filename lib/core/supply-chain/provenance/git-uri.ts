/** The many ways in which builders write a repository, made one. */

export interface GitLocation {
  /** Without user information and `.git`, with `https` whatever the transport was. */
  readonly repository: string;
  readonly ref?: string;
}

const longest = 4_096;

/** @returns where `git+https://host/path.git@ref`, `https://host/path#ref:folder` and their like lead; undefined for what is no repository's URL. */
export function readGitUri(uri: string): GitLocation | undefined {
  if (uri.length > longest) return undefined;
  const url = uri.replace(/^git\+/, "").replace(/^git@([^:/]+):/, "ssh://git@$1/");
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname, hash } = new URL(url);
  if (!/^(?:https?|ssh|git):$/.test(protocol) || host === "") return undefined;
  const at = pathname.indexOf("@");
  const path = (at < 0 ? pathname : pathname.slice(0, at)).replace(/\/+$/, "").replace(/\.git$/, "");
  const ref = at < 0 ? hash.slice(1).split(":")[0] : pathname.slice(at + 1);
  return { repository: `https://${host}${path}`, ...(ref !== undefined && ref !== "" && { ref }) };
}

/** @returns whether two texts name the same repository; capital letters tell none apart at the large forges. */
export function sameRepository(one: string, other: string): boolean {
  const [left, right] = [readGitUri(one)?.repository ?? one, readGitUri(other)?.repository ?? other];
  return left.toLowerCase() === right.toLowerCase();
}

/** @returns a path of this installation to go on to; anything that could lead to another site becomes the fleet. */
export function localPath(to: string | undefined): string {
  if (to === undefined || !to.startsWith("/")) return "/";
  const base = "http://drydock.invalid";
  const parsed = URL.canParse(to, base) ? new URL(to, base) : undefined;
  if (parsed?.origin !== base || parsed.pathname.startsWith("//") || parsed.pathname.startsWith("/sign-in")) return "/";
  return parsed.pathname + parsed.search + parsed.hash;
}

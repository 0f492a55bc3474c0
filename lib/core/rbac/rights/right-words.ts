/** Rights in words. */
import { isUrlLine, type Line } from "./rule-lines.ts";

/** @returns `deployments.apps/scale`, `*.*` or the URL. */
export function formatLine(line: Line | { readonly group: string; readonly resource: string }): string {
  if (isUrlLine(line as Line)) return (line as { readonly url: string }).url;
  const { group, resource } = line as { readonly group: string; readonly resource: string };
  const slash = resource.indexOf("/");
  const [plural, subresource] = slash < 0 ? [resource, ""] : [resource.slice(0, slash), resource.slice(slash)];
  return `${plural}${group === "" ? "" : `.${group}`}${subresource}`;
}

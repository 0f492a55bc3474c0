import type { SavedView } from "#contracts/finding-life.ts";

type ViewPage = SavedView["page"];

/** In a saved comparison, the later of its two scans: of the page it stands in the path. */
const laterScan = "later";

/** @returns where a saved view leads; `view` says where it came from and changes nothing. */
export function addressOfView({ id, page, search }: Pick<SavedView, "id" | "page" | "search">): string {
  const params = new URLSearchParams(search);
  const later = params.get(laterScan);
  params.delete(laterScan);
  params.set("view", id);
  if (page === "findings") return `/findings?${params}`;
  if (page === "matrix") return `/access/matrix?${params}`;
  return later === null ? "/scans" : `/scans/${encodeURIComponent(later)}/compare?${params}`;
}

/** @returns the query string to keep of a page that is shown. */
export function searchOfPage(page: ViewPage, pathname: string, search: string): string {
  const params = new URLSearchParams(search);
  params.delete("view");
  const later = /^\/scans\/(scn_[a-z0-9]+)\/compare$/.exec(pathname)?.[1];
  if (page === "comparison" && later !== undefined) params.set(laterScan, later);
  return params.toString();
}

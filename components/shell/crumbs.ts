import { placeOf } from "./navigation.ts";

interface Crumb {
  name: string;
  href?: string;
}

/** @returns the way to a page: the fleet or a cluster first, the page itself last. */
export function crumbsOf(
  pathname: string,
  cluster: { id: string; name: string } | undefined,
  scanId: string | undefined,
): readonly Crumb[] {
  if (pathname.startsWith("/clusters/register")) return [{ name: "Fleet", href: "/" }, { name: "Register a cluster" }];
  if (pathname === "/digest") return [{ name: "Fleet", href: "/" }, { name: "What changed" }];
  if (pathname === "/docs/api") return [{ name: "API reference" }];
  const place = placeOf(pathname);
  const root: Crumb =
    cluster === undefined ? { name: "All clusters", href: "/" } : { name: cluster.name, href: `/clusters/${cluster.id}` };
  if (pathname.startsWith("/clusters/")) return [{ name: "All clusters", href: "/" }, { name: cluster?.name ?? "Cluster" }];
  if (place === undefined) return [{ name: "Drydock" }];
  if (place.path === "/settings" || place.path === "/reports") return [{ name: place.name }];
  if (pathname.startsWith("/access/reviews/"))
    return [root, { name: "Access", href: "/access" }, { name: "Reviews", href: "/access/reviews" }, { name: "Review" }];
  if (pathname === "/findings/waivers") return [root, { name: "Findings", href: "/findings" }, { name: "Waivers" }];
  if (/^\/supply-chain\/(?:trail$|images\/)/.test(pathname))
    return [root, { name: "Supply chain", href: "/supply-chain" }, { name: "Trail" }];
  if (!pathname.startsWith("/scans/")) return [root, { name: place.name }];
  const scans: Crumb = { name: "Scans", href: cluster === undefined ? "/scans" : `/scans?cluster=${cluster.id}` };
  if (pathname === "/scans/schedules") return [root, scans, { name: "Schedules" }];
  if (!pathname.endsWith("/compare")) return [root, scans, { name: "Scan" }];
  return [root, scans, { name: "Scan", href: `/scans/${scanId}` }, { name: "Comparison" }];
}

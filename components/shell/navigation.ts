import {
  CircleArrowUp,
  KeyRound,
  LayoutGrid,
  Link2,
  ListChecks,
  type LucideIcon,
  ScanLine,
  Send,
  Settings,
  ShieldCheck,
} from "lucide-react";

export interface Destination {
  name: string;
  path: string;
  icon: LucideIcon;
  /** Pressed after `g`. */
  key: string;
  /** Whether the page keeps the chosen cluster in its address. */
  scoped: boolean;
}

/** The places of the console, in their order. */
export const destinations: readonly Destination[] = [
  { name: "Fleet", path: "/", icon: LayoutGrid, key: "h", scoped: false },
  { name: "Access", path: "/access", icon: KeyRound, key: "a", scoped: true },
  { name: "Upgrades", path: "/upgrades", icon: CircleArrowUp, key: "u", scoped: true },
  { name: "Supply chain", path: "/supply-chain", icon: Link2, key: "c", scoped: true },
  { name: "Posture", path: "/posture", icon: ShieldCheck, key: "p", scoped: true },
  { name: "Findings", path: "/findings", icon: ListChecks, key: "f", scoped: true },
  { name: "Scans", path: "/scans", icon: ScanLine, key: "s", scoped: true },
  { name: "Reports", path: "/reports", icon: Send, key: "r", scoped: false },
  { name: "Settings", path: "/settings", icon: Settings, key: "t", scoped: false },
];

/** @returns the address of a place, with the chosen cluster where the place can be narrowed to one. */
export function addressOf(destination: Destination, clusterId: string | undefined): string {
  return destination.scoped && clusterId !== undefined ? `${destination.path}?cluster=${clusterId}` : destination.path;
}

/** @returns the place that an address belongs to; the pages of one cluster belong to the fleet. */
export function placeOf(pathname: string): Destination | undefined {
  const found = destinations.find((d) => d.path !== "/" && (pathname === d.path || pathname.startsWith(`${d.path}/`)));
  return found ?? (pathname === "/" || pathname === "/digest" || pathname.startsWith("/clusters") ? destinations[0] : undefined);
}

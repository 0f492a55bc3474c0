"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn.ts";
import { Mark } from "./brand.tsx";
import { ClusterSwitch } from "./cluster-switch.tsx";
import { addressOf, type Destination, destinations, placeOf } from "./navigation.ts";
import { fleetOptions, useScope } from "./scope.ts";
import { UserMenu } from "./user-menu.tsx";

interface NavLinkProps {
  to: Destination;
  here: boolean;
  rail: boolean;
  href: string;
  count?: number | undefined;
}

function NavLink({ to, here, rail, href, count }: NavLinkProps) {
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      aria-label={rail ? to.name : undefined}
      title={rail ? to.name : undefined}
      className={cn(
        "relative flex h-8 items-center gap-3 rounded-control text-ink-2 hover:bg-sunk",
        "current:bg-raise current:font-label current:text-ink current:before:absolute current:before:inset-y-2 current:before:-left-3 current:before:w-0.5 current:before:bg-accent",
        rail ? "w-8 justify-center" : "pr-2 pl-2.5",
      )}
    >
      <to.icon aria-hidden className={cn("size-4 flex-none stroke-[1.5]", here ? "text-ink" : "text-ink-3")} />
      {rail ? null : <span className="flex-1">{to.name}</span>}
      {rail || count === undefined ? null : <span className="font-normal text-12 text-ink-3">{count}</span>}
    </Link>
  );
}

/** The places of the console, and above them the cluster that they are about. */
export function Side({ rail = false }: { rail?: boolean }) {
  const place = placeOf(usePathname());
  const { clusterId } = useScope();
  const fleet = useQuery(fleetOptions()).data;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Link
        href="/"
        className={cn(
          "flex h-12 flex-none items-center gap-2 border-line border-b font-semibold text-14 tracking-[-.01em]",
          rail ? "justify-center" : "px-4",
        )}
      >
        <Mark />
        <span className={rail ? "sr-only" : undefined}>Drydock</span>
      </Link>
      <ClusterSwitch rail={rail} />
      <nav aria-label="Main" className="min-h-0 flex-1 overflow-y-auto px-3">
        <ul className="grid gap-px">
          {destinations.map((to) => (
            <li key={to.path} className={to.path === "/scans" ? "mt-2 border-line border-t pt-2" : undefined}>
              <NavLink
                to={to}
                here={place === to}
                rail={rail}
                href={addressOf(to, clusterId)}
                count={to.path === "/" && fleet?.totals.clusters ? fleet.totals.clusters : undefined}
              />
            </li>
          ))}
        </ul>
      </nav>
      <UserMenu rail={rail} />
    </div>
  );
}

"use client";
import { ChevronRight, FileKey, FileUp, KeyRound, type LucideIcon, ServerCog, SquareTerminal } from "lucide-react";
import { useSession } from "#client/session.ts";
import type { Way } from "./wizard-state.ts";

interface Choice {
  way: Way;
  icon: LucideIcon;
  name: string;
  detail: string;
}

const choices: readonly Choice[] = [
  {
    way: "kubeconfig",
    icon: FileKey,
    name: "Paste or upload a kubeconfig",
    detail: "With a token or a client certificate inside. Anything that would run a program is refused by name.",
  },
  {
    way: "token",
    icon: KeyRound,
    name: "Server, CA and token",
    detail: "The address of the API server and a service account’s token that ends by itself.",
  },
  {
    way: "inCluster",
    icon: ServerCog,
    name: "The cluster that Drydock runs in",
    detail: "With the service account of its own pod; nothing to paste.",
  },
  {
    way: "command",
    icon: SquareTerminal,
    name: "One command in your terminal",
    detail: "For every cluster that your kubectl reaches, EKS, GKE and AKS included. The shortest way.",
  },
  {
    way: "snapshot",
    icon: FileUp,
    name: "Upload a snapshot",
    detail: "For a cluster that Drydock may not reach: our own file, or what kubectl printed.",
  },
];

/** How this cluster is reached. */
export function WayStep({ way, onChoose }: { way: Way; onChoose: (way: Way) => void }) {
  const inCluster = useSession()?.installation.inCluster ?? false;
  const shown = choices.filter((choice) => choice.way !== "inCluster" || inCluster);
  return (
    <ul className="overflow-hidden rounded-panel border border-line bg-panel">
      {shown.map((choice) => (
        <li key={choice.way} className="border-line border-b last:border-b-0">
          <button
            type="button"
            onClick={() => onChoose(choice.way)}
            className="flex w-full items-center gap-4 px-5 py-3.5 hover:bg-sunk"
            aria-current={choice.way === way ? "true" : undefined}
          >
            <choice.icon aria-hidden className="size-5 flex-none stroke-[1.5] text-ink-3" />
            <span className="min-w-0 flex-1">
              <b className="block font-label text-14">{choice.name}</b>
              <span className="text-ink-2">{choice.detail}</span>
            </span>
            <ChevronRight aria-hidden className="size-4 flex-none text-tick" />
          </button>
        </li>
      ))}
    </ul>
  );
}

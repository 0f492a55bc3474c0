"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  Bookmark,
  Box,
  Bug,
  CalendarClock,
  FileSearch,
  History,
  type LucideIcon,
  Moon,
  Package,
  Plus,
  ScanLine,
  Search,
  ShieldOff,
  ShieldQuestion,
  Sun,
  SunMoon,
  UserRound,
} from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { useDeferredValue, useState } from "react";
import { api } from "#client/api.ts";
import { useMay } from "#client/session.ts";
import { setTheme } from "#client/theme.ts";
import { addressOfView } from "../views/view-address.ts";
import { addressOf, destinations } from "./navigation.ts";
import { fleetOptions, useScope } from "./scope.ts";

interface Entry {
  id: string;
  label: string;
  detail?: string | undefined;
  icon: LucideIcon;
  mono?: boolean;
  run: () => void;
}

const icons: Record<string, LucideIcon> = {
  cluster: Box,
  scan: ScanLine,
  check: ShieldQuestion,
  finding: FileSearch,
  subject: UserRound,
  package: Package,
  vulnerability: Bug,
};

function useActions(go: (href: string) => void): readonly Entry[] {
  const mayRegister = useMay("cluster:admin");
  const register: Entry[] = mayRegister
    ? [{ id: "register", label: "Register a cluster", icon: Plus, run: () => go("/clusters/register") }]
    : [];
  return [
    ...register,
    { id: "digest", label: "What changed since …", icon: History, run: () => go("/digest") },
    { id: "waivers", label: "Waivers", icon: ShieldOff, run: () => go("/findings/waivers") },
    { id: "light", label: "Use the light theme", icon: Sun, run: () => setTheme("light") },
    { id: "dark", label: "Use the dark theme", icon: Moon, run: () => setTheme("dark") },
    { id: "system", label: "Follow the system’s theme", icon: SunMoon, run: () => setTheme("system") },
  ];
}

function Group({ heading, entries, onDone }: { heading: string; entries: readonly Entry[]; onDone: () => void }) {
  if (entries.length === 0) return null;
  return (
    <Command.Group
      heading={heading}
      className="px-2 pb-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-ink-3"
    >
      {entries.map((entry) => (
        <Command.Item
          key={entry.id}
          value={`${heading} ${entry.id}`}
          onSelect={() => {
            onDone();
            entry.run();
          }}
          className="flex min-h-8 cursor-pointer items-center gap-3 rounded-control px-2 data-[selected=true]:bg-raise"
        >
          <entry.icon aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
          <span className={entry.mono ? "min-w-0 truncate font-mono text-12" : "min-w-0 truncate"}>{entry.label}</span>
          {entry.detail === undefined ? null : <span className="ml-auto flex-none text-12 text-ink-3">{entry.detail}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}

function matching(entries: readonly Entry[], text: string): readonly Entry[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => words.every((word) => `${entry.label} ${entry.detail ?? ""}`.toLowerCase().includes(word)));
}

function useFound(text: string, go: (href: string) => void): { entries: readonly Entry[]; pending: boolean } {
  const query = useQuery({
    ...api.search.query.queryOptions({ input: { q: text } }),
    enabled: text !== "",
    placeholderData: keepPreviousData,
  });
  const items = text === "" ? [] : (query.data?.items ?? []);
  return {
    pending: text !== "" && query.isFetching,
    entries: items.map((item) => ({
      id: `${item.kind} ${item.href} ${item.label}`,
      label: item.label,
      detail: item.detail ?? item.kind,
      icon: icons[item.kind] ?? Search,
      mono: item.kind !== "finding",
      run: () => go(item.href),
    })),
  };
}

/** ⌘K: clusters, checks, findings, packages and vulnerabilities by text from the server; pages and actions at once. */
export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const asked = useDeferredValue(text.trim().slice(0, 100));
  const router = useRouter();
  const go = (href: string) => router.push(href);
  const { clusterId } = useScope();
  const clusters = useQuery(fleetOptions()).data?.clusters ?? [];
  const found = useFound(asked, go);
  const actions = matching(useActions(go), text);
  const pages = matching(
    [
      ...destinations.map((to) => ({ id: to.path, label: to.name, icon: to.icon, run: () => go(addressOf(to, clusterId)) })),
      { id: "/scans/schedules", label: "Schedules", icon: CalendarClock, run: () => go("/scans/schedules") },
    ],
    text,
  );
  const listed = matching(
    clusters.map((one) => ({ id: one.id, label: one.name, icon: Box, mono: true, run: () => go(`/clusters/${one.id}`) })),
    text,
  ).slice(0, text === "" ? 6 : 12);
  const saved = useQuery(api.savedViews.list.queryOptions({ input: {}, staleTime: 60_000 })).data?.items ?? [];
  const views = matching(
    saved.map((view) => ({
      id: view.id,
      label: view.name,
      detail: view.page,
      icon: Bookmark,
      run: () => go(addressOfView(view)),
    })),
    text,
  ).slice(0, text === "" ? 4 : 12);
  const others = found.entries.filter((entry) => !listed.some((cluster) => cluster.label === entry.label));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-[rgb(9_10_12/.5)]" />
        <Dialog.Content
          aria-describedby={undefined}
          className="-translate-x-1/2 fixed top-[12vh] left-1/2 z-50 w-[min(640px,calc(100vw-32px))] animate-appear overflow-hidden rounded-panel border border-line-strong bg-panel outline-none"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command shouldFilter={false} label="Command palette">
            <div className="flex items-center gap-3 border-line border-b px-4">
              <Search aria-hidden className="size-4 flex-none stroke-[1.5] text-ink-3" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder="Cluster, check, subject, finding, page or action"
                className="h-12 w-full bg-transparent text-16 shadow-none outline-none"
              />
            </div>
            <Command.List className="max-h-[min(440px,60vh)] overflow-auto pt-1" aria-busy={found.pending}>
              <Command.Empty className="px-4 py-8 text-center text-ink-2">
                {found.pending ? "Looking…" : "Nothing has this in its name."}
              </Command.Empty>
              <Group heading="Clusters" entries={listed} onDone={onClose} />
              <Group heading="Saved views" entries={views} onDone={onClose} />
              <Group heading="Found" entries={others} onDone={onClose} />
              <Group heading="Pages" entries={pages} onDone={onClose} />
              <Group heading="Actions" entries={actions} onDone={onClose} />
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

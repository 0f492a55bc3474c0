"use client";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";

/** One shortcut, as it is pressed and as the cheat-sheet names it. */
interface Shortcut {
  /** One key, or two in a row: `/`, `j`, `g f`, `Enter`. */
  keys: string;
  label: string;
  group: "Anywhere" | "Go to" | "Lists" | "Matrix" | "Findings";
  run: (event: KeyboardEvent) => void;
}

const active = new Map<symbol, Shortcut>();
const watchers = new Set<() => void>();
let shown: readonly Shortcut[] = [];
let prefix = "";
let prefixAt = 0;

const storageKey = "drydock-shortcuts";

/** @returns whether single-key shortcuts are on: they are, unless switched off in the settings (WCAG 2.1.4). */
function shortcutsOn(): boolean {
  return typeof window === "undefined" || window.localStorage.getItem(storageKey) !== "off";
}

/** Switches single-key shortcuts on or off in this browser. */
export function setShortcutsOn(on: boolean): void {
  window.localStorage.setItem(storageKey, on ? "on" : "off");
  announce();
}

function announce(): void {
  shown = [...active.values()];
  for (const watcher of watchers) watcher();
}

function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && target.type === "checkbox") return false;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function inLayer(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[role=dialog],[role=menu],[role=listbox]") !== null;
}

/** A key that a focused link or button uses itself. */
function isTaken(event: KeyboardEvent): boolean {
  return event.key === "Enter" && event.target instanceof Element && event.target.closest("a,button,summary") !== null;
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !shortcutsOn()) return;
  if (isTyping(event.target) || inLayer(event.target) || isTaken(event)) return;
  const sequence = prefix !== "" && event.timeStamp - prefixAt < 1500 ? `${prefix} ${event.key}` : event.key;
  const found = [...active.values()].findLast((shortcut) => shortcut.keys === sequence);
  prefix = found === undefined && [...active.values()].some((s) => s.keys.startsWith(`${event.key} `)) ? event.key : "";
  prefixAt = event.timeStamp;
  if (found === undefined) return;
  event.preventDefault();
  found.run(event);
}

/** Offers shortcuts while the component is there. The keyboard is the external system. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const identity = shortcuts.map((shortcut) => shortcut.keys).join("\n");
  const run = useEffectEvent((keys: string, event: KeyboardEvent) =>
    shortcuts.find((shortcut) => shortcut.keys === keys)?.run(event),
  );
  const offered = useEffectEvent(() => shortcuts);
  useEffect(() => {
    if (identity === "") return;
    if (active.size === 0) document.addEventListener("keydown", onKey);
    const ids = offered().map(({ keys, label, group }) => {
      const id = Symbol(keys);
      active.set(id, { keys, label, group, run: (event) => run(keys, event) });
      return id;
    });
    announce();
    return () => {
      for (const id of ids) active.delete(id);
      if (active.size === 0) document.removeEventListener("keydown", onKey);
      announce();
    };
  }, [identity]);
}

function watch(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

const nothing: readonly Shortcut[] = [];

/** @returns the shortcuts that work on this page now, for the cheat-sheet. */
export function useShownShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    watch,
    () => shown,
    () => nothing,
  );
}

/** @returns whether single-key shortcuts are on, and follows the setting. */
export function useShortcutsOn(): boolean {
  return useSyncExternalStore(watch, shortcutsOn, () => true);
}

function rowsOf(root: HTMLElement | null): HTMLElement[] {
  return root === null ? [] : [...root.querySelectorAll<HTMLElement>("[data-row]")].filter((row) => row.offsetParent !== null);
}

/** `j` and `k` move the focus over the `[data-row]` elements inside; a row focuses itself or its first link, so Enter opens. */
export function useRowKeys(root: { readonly current: HTMLElement | null }): void {
  const step = (by: number) => {
    const rows = rowsOf(root.current);
    const now = rows.findIndex((row) => row.contains(document.activeElement));
    const next = rows[Math.min(rows.length - 1, Math.max(0, now === -1 ? 0 : now + by))];
    const target = next?.matches("a,button,[tabindex]")
      ? next
      : (next?.querySelector<HTMLElement>("a") ?? next?.querySelector<HTMLElement>("button,[tabindex]"));
    target?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };
  useShortcuts([
    { keys: "j", label: "Next row", group: "Lists", run: () => step(1) },
    { keys: "k", label: "Row before", group: "Lists", run: () => step(-1) },
  ]);
}

/** `/` moves the focus into a filter. */
export function useFilterKey(field: { readonly current: HTMLElement | null }): void {
  useShortcuts([{ keys: "/", label: "Filter", group: "Lists", run: () => field.current?.focus() }]);
}

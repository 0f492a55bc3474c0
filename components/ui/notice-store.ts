"use client";
import { useSyncExternalStore } from "react";

export interface Notice {
  id: number;
  title: string;
  detail?: string | undefined;
  failed: boolean;
}

let notices: readonly Notice[] = [];
let last = 0;
const listeners = new Set<() => void>();

function publish(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Says in the corner that something was done, or that it was not. What matters afterwards stands on the page as well. */
export function notify(title: string, options: { detail?: string; failed?: boolean } = {}): void {
  last += 1;
  publish([...notices, { id: last, title, detail: options.detail, failed: options.failed ?? false }].slice(-3));
}

/** Takes a notice away. */
export function dismiss(id: number): void {
  publish(notices.filter((notice) => notice.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const none: readonly Notice[] = [];

/** @returns the notices that are shown now, the oldest first. */
export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    subscribe,
    () => notices,
    () => none,
  );
}

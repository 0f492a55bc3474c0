"use client";
import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** @returns the name of the key that makes a chord on this machine: `⌘`, or `Ctrl`. */
export function useCommandKey(): string {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "Ctrl",
  );
}

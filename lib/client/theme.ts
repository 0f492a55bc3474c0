"use client";
import { useSyncExternalStore } from "react";
import { themeKey as storageKey } from "./theme-script.ts";

export type Theme = "system" | "light" | "dark";
const listeners = new Set<() => void>();

function current(): Theme {
  const set = document.documentElement.dataset.theme;
  return set === "light" || set === "dark" ? set : "system";
}

/** Chooses the theme in this browser; `system` follows the machine. */
export function setTheme(theme: Theme): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
    window.localStorage.removeItem(storageKey);
  } else {
    document.documentElement.dataset.theme = theme;
    window.localStorage.setItem(storageKey, theme);
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @returns the chosen theme. */
export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current, () => "system");
}

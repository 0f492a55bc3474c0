"use client";
import { useSyncExternalStore } from "react";

function everySecond(tick: () => void): () => void {
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}

/** @returns now in milliseconds, to the second, and again each second; 0 on the server. */
export function useSecond(): number {
  return useSyncExternalStore(
    everySecond,
    () => Math.floor(Date.now() / 1000) * 1000,
    () => 0,
  );
}

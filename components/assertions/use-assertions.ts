"use client";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "#client/api.ts";

/** @returns what tells every view that assertions have changed. */
export function useAssertionsChanged(): () => Promise<unknown> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: api.assertions.key() });
}

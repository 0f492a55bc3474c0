"use client";
import { queryOptions, skipToken, useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import type { z } from "zod";
import { api } from "#client/api.ts";
import type { kubeconfigContextsSchema } from "#contracts/clusters.ts";

type Context = z.infer<typeof kubeconfigContextsSchema>["contexts"][number];

/** Tells two texts apart; it protects nothing. */
function checksum(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return sum;
}

/** The key holds a checksum and never the text: a cache's keys outlive the field. */
function inspection(text: string) {
  return queryOptions({
    queryKey: ["kubeconfig", text.length, checksum(text)],
    queryFn: text.trim() === "" ? skipToken : () => api.clusters.inspectKubeconfig.call({ text }),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** @returns the contexts of a pasted kubeconfig, as the API reads them. */
export function useContexts(text: string) {
  return useQuery(inspection(useDeferredValue(text)));
}

/** @returns the context that is meant while none is chosen: the current one, or the only one that can be registered. */
export function presetOf(contexts: readonly Context[]): string | undefined {
  const usable = contexts.filter((context) => context.refused.length === 0);
  return usable.find((context) => context.current)?.name ?? (usable.length === 1 ? usable[0]?.name : undefined);
}

"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { api } from "#client/api.ts";
import type { Connection, ConnectionTest } from "#contracts/clusters.ts";

export interface RunningTest {
  result: ConnectionTest | undefined;
  running: boolean;
  error: Error | undefined;
  start: (connection: Connection, includeSecretNames: boolean) => void;
  /** Something was changed: an old result says nothing about it. */
  forget: () => void;
}

/** @returns a test of a connection that runs in the worker: started once, then asked each second until it is done. */
export function useConnectionTest(): RunningTest {
  const begin = useMutation(api.clusters.test.mutationOptions({ gcTime: 0 }));
  const id = begin.data?.id;
  const poll = useQuery({
    ...api.clusters.testResult.queryOptions({ input: { id: id ?? "" } }),
    enabled: id !== undefined && begin.data?.state !== "done",
    refetchInterval: (query) => (query.state.data?.state === "done" || query.state.status === "error" ? false : 1_000),
    staleTime: 0,
    gcTime: 0,
  });
  const result = id === undefined ? undefined : (poll.data ?? begin.data);
  const error = begin.error ?? (id === undefined ? undefined : poll.error) ?? undefined;
  return {
    result,
    error,
    running: begin.isPending || (result !== undefined && result.state !== "done" && error === undefined),
    start: (connection, includeSecretNames) => begin.mutate({ connection, includeSecretNames }),
    forget: () => begin.reset(),
  };
}

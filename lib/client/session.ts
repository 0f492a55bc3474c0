import { useQuery } from "@tanstack/react-query";
import type { Need } from "#contracts/needs.ts";
import type { Session } from "#contracts/people.ts";
import { api } from "./api.ts";

/** @returns who is signed in, or undefined until that is known. */
export function useSession(): Session | undefined {
  return useQuery(api.session.get.queryOptions({ staleTime: 60_000 })).data;
}

/** @returns whether the reader may do something; false until that is known, so that no action flashes up and goes. */
export function useMay(need: Need): boolean {
  return useSession()?.holds.includes(need) ?? false;
}

/** What server components use: who asks. Pages authorise through use-cases like routes do. */
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Actor } from "../auth/actor.ts";
import { currentActor } from "./runtime.ts";

/** @returns the actor of the page; who is not signed in is sent to sign in and then back. */
export async function pageActor(): Promise<Actor> {
  const list = await headers();
  const actor = await currentActor(list);
  if (actor !== undefined) return actor;
  const from = list.get("x-path") ?? "/";
  redirect(from === "/" ? "/sign-in" : `/sign-in?to=${encodeURIComponent(from)}`);
}

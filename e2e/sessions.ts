/** Where the sessions of people are kept between tests, and how they change something without a page. */
import { dirname, join } from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { handed } from "./handed.ts";
import { expect, type people } from "./test.ts";

/** @returns the file that holds the cookies of one of the people. */
export function sessionOf(person: keyof typeof people): string {
  return join(dirname(handed().administrator), `${person}.json`);
}

/** Sends a change as a page would. @returns what the product answered. */
export async function post<T>(request: APIRequestContext, path: string, data: unknown = {}): Promise<T> {
  const answer = await request.post(`/api/v1${path}`, { headers: { Origin: handed().url }, data });
  expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

import { ApiError, problemOfResponse } from "./problem.ts";

/**
 * Sends a file as the body itself, to be read as it comes and not kept.
 * @param path below `/api/v1`
 * @throws ApiError with the API's problem
 */
export async function sendFile(method: "POST" | "PUT", path: string, body: File): Promise<unknown> {
  const headers = { "content-type": "application/octet-stream" };
  const response = await fetch(`/api/v1${path}`, { method, headers, body });
  if (!response.ok) throw new ApiError(await problemOfResponse(response));
  return response.json();
}

import { mutationOptions } from "@tanstack/react-query";
import { ApiError, problemOfResponse } from "./problem.ts";

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    credentials: "same-origin",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new ApiError(await problemOfResponse(response));
}

/** Signs in with a password; the session is a cookie that scripts cannot read. */
export function signInOptions() {
  return mutationOptions({
    mutationFn: (input: { email: string; password: string }) => post("/api/auth/sign-in/email", input),
  });
}

/** Ends this session. */
export function signOutOptions() {
  return mutationOptions({ mutationFn: () => post("/api/auth/sign-out", {}) });
}

/** Changes one's own password; the other sessions end. */
export function changePasswordOptions() {
  return mutationOptions({
    mutationFn: (input: { currentPassword: string; newPassword: string }) => post("/api/auth/change-password", input),
  });
}

import { mutationOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
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

/** Makes the first administrator, then signs them in with what they have just chosen. */
export function setupOptions() {
  return mutationOptions({
    mutationFn: async (input: { token: string; name: string; email: string; password: string }) => {
      await api.session.setup.call(input);
      await post("/api/auth/sign-in/email", { email: input.email, password: input.password });
    },
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

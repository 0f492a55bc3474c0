import { authEntry, serve } from "#server/http/runtime.ts";
import { handleAuth } from "#server/http/sign-in/auth-handler.ts";

export const dynamic = "force-dynamic";

function answer(request: Request): Promise<Response> {
  return serve(() => handleAuth(request, authEntry()));
}

export { answer as GET, answer as POST };

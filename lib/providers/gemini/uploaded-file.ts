const HOST = /(?:^|\.|-)generativelanguage\.googleapis\.com$/;

/**
 * Whether a URI names a file that was uploaded to the account (Gemini API reference, "Files"). All callers of a provider share it, so nobody
 * may name one. A URI without a scheme can be nothing else.
 */
export function isUploadedFile(uri: string): boolean {
  return !URL.canParse(uri) || HOST.test(new URL(uri).hostname.replace(/\.$/, ""));
}

/** Every simulated answer opens with this, so that nobody takes it for a model's words. */
export const OPENING = "This is a simulated answer: no model was called and nothing was sent anywhere.";

/** What fills an answer to its length. One idea each; the prompt's hash chooses and orders them. */
export const SENTENCES: readonly string[] = [
  " The same prompt always gives the same text, so a test can rely on it.",
  " Token counts are real, which makes budgets and charts behave as they would with a paid provider.",
  " You can try keys, limits and approvals here before a single dollar is spent.",
  " Latency and pace are settings of the provider, and a call may override them with a marker.",
  " Failures can be asked for as well: a refused call, a broken stream, or silence.",
  " When you are ready, add a provider with a credential and point the model at it.",
  " Nothing else in your application has to change when you do.",
  " The request record for this call shows each step and how long it took.",
  " Its price comes from a price version, just as it would for any other model.",
  " If a budget runs out, the error says which one, when it resets, and where to ask for more.",
  " Streams arrive one token at a time, ending with the usage you asked for.",
  " Ask for a tool to be called and the arguments will fit its schema.",
  " Ask for JSON and you will get JSON that validates.",
  " A longer prompt costs more input tokens, and this answer is counted as output.",
  " Teams often keep this model for load tests, because it never tires and never bills.",
  " An administrator can see this call in the live list of requests.",
  " The charts mark simulated spend, so it is never mistaken for the real thing.",
  " Cancelling the call stops it at once, and what was made so far is still recorded.",
  " Two deployments of one model can be simulated to watch a fallback happen.",
  " Rotating a key does not interrupt calls that use its other secret.",
  " This sentence was chosen by the hash of your prompt, not by any understanding of it.",
  " For a real answer, choose a model that is not marked as simulated.",
];

import { quoted, type SetupFacts, type SetupGuide, shellWord } from "./guide";

/** Agents and editors that are set up by their environment or a file. */
export function toolGuides(facts: SetupFacts): SetupGuide[] {
  return [claudeCode(facts), codex(facts), geminiCli(facts), openCode(facts), cursor(facts)];
}

function claudeCode({ root, model }: SetupFacts): SetupGuide {
  const settings = {
    env: { ANTHROPIC_BASE_URL: root, ANTHROPIC_AUTH_TOKEN: "the key itself", ANTHROPIC_MODEL: model },
  };
  return {
    id: "claude-code",
    title: "Claude Code",
    about:
      "Speaks Messages. Any model of the key works, also one that is not Anthropic's; /model lists what the key may call.",
    samples: [
      {
        title: "Shell",
        code: `export ANTHROPIC_BASE_URL=${shellWord(root)}
export ANTHROPIC_AUTH_TOKEN="$GATEHOUSE_KEY"
export ANTHROPIC_MODEL=${shellWord(model)}
export ANTHROPIC_DEFAULT_HAIKU_MODEL=${shellWord(model)}
export CLAUDE_CODE_ENABLE_GATEWAY_MODEL_DISCOVERY=1
claude`,
      },
      { title: "~/.claude/settings.json", code: JSON.stringify(settings, null, 2) },
    ],
  };
}

function codex({ root, model }: SetupFacts): SetupGuide {
  return {
    id: "codex",
    title: "Codex",
    about: "Speaks Responses only, so wire_api must say so. It reads the key from the environment each time it starts.",
    samples: [
      {
        title: "~/.codex/config.toml",
        code: `model = ${quoted(model)}
model_provider = "gatehouse"

[model_providers.gatehouse]
name = "Gatehouse"
base_url = ${quoted(`${root}/v1`)}
env_key = "GATEHOUSE_KEY"
wire_api = "responses"`,
      },
    ],
  };
}

function geminiCli({ root, model }: SetupFacts): SetupGuide {
  return {
    id: "gemini-cli",
    title: "Gemini CLI",
    about: "Speaks Gemini and puts v1beta into the path by itself. Choose the API key when it asks how to sign in.",
    samples: [
      {
        title: "Shell",
        code: `export GOOGLE_GEMINI_BASE_URL=${shellWord(root)}
export GEMINI_API_KEY="$GATEHOUSE_KEY"
gemini -m ${shellWord(model)}`,
      },
    ],
  };
}

function openCode({ root, model }: SetupFacts): SetupGuide {
  const provider = {
    npm: "@ai-sdk/openai-compatible",
    name: "Gatehouse",
    options: { baseURL: `${root}/v1`, apiKey: "{env:GATEHOUSE_KEY}" },
    models: { [model]: { name: model } },
  };
  const config = {
    $schema: "https://opencode.ai/config.json",
    model: `gatehouse/${model}`,
    provider: { gatehouse: provider },
  };
  return {
    id: "opencode",
    title: "OpenCode",
    about: "Speaks Chat Completions. List under models every model that you want to choose from.",
    samples: [{ title: "opencode.json", code: JSON.stringify(config, null, 2) }],
  };
}

function cursor({ root, model }: SetupFacts): SetupGuide {
  return {
    id: "cursor",
    title: "Cursor",
    about:
      "Under Settings, Models: add the model by its name, then set the key and turn on the override of the base URL. Cursor's servers make the calls, so this address must be reachable from the internet over HTTPS.",
    samples: [
      {
        title: "Settings",
        code: `Model name                 ${model}
OpenAI API key             the key itself
Override OpenAI base URL   ${root}/v1`,
      },
    ],
  };
}

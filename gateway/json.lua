-- Reads and writes JSON (RFC 8259), because Envoy's Lua brings no library for it. errors.lua and fields.lua follow it.
--
-- Each reader takes the text and a position, and returns the value and the position behind it. Objects and arrays become
-- tables, null becomes nil. Malformed text raises an error.

local ESCAPED = {b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/"}

local read_value

-- The bytes of one code point (RFC 3629).
local function utf8_bytes(code)
  local function tail(shift) return 0x80 + math.floor(code / shift) % 64 end
  if code < 0x80 then return string.char(code) end
  if code < 0x800 then return string.char(0xC0 + math.floor(code / 64), tail(1)) end
  if code < 0x10000 then return string.char(0xE0 + math.floor(code / 4096), tail(64), tail(1)) end
  return string.char(0xF0 + math.floor(code / 262144), tail(4096), tail(64), tail(1))
end

local function next_mark(text, at)
  return assert(text:find("%S", at), "the text ends too early")
end

-- One escape sequence; `at` is behind its backslash.
local function read_escape(text, at)
  local letter = text:sub(at, at)
  if letter ~= "u" then return assert(ESCAPED[letter], "unknown escape"), at + 1 end
  local code = assert(tonumber(text:sub(at + 1, at + 4), 16), "malformed escape")
  local low = code >= 0xD800 and code < 0xDC00 and tonumber(text:match("^\\u(%x%x%x%x)", at + 5) or "", 16)
  if not low then return utf8_bytes(code), at + 5 end
  return utf8_bytes(0x10000 + (code - 0xD800) * 1024 + low - 0xDC00), at + 11
end

local function read_string(text, at)
  local pieces, from = {}, at + 1
  while true do
    local stop = assert(text:find('["\\]', from), "the string does not end")
    pieces[#pieces + 1] = text:sub(from, stop - 1)
    if text:sub(stop, stop) == '"' then return table.concat(pieces), stop + 1 end
    pieces[#pieces + 1], from = read_escape(text, stop + 1)
  end
end

-- Members of an object or an array, up to `close`; `read_member` puts one into the table and returns the position behind it.
local function read_members(text, at, close, read_member)
  local members = {}
  at = next_mark(text, at + 1)
  if text:sub(at, at) == close then return members, at + 1 end
  while true do
    at = next_mark(text, read_member(members, next_mark(text, at)))
    local mark = text:sub(at, at)
    at = at + 1
    if mark == close then return members, at end
    assert(mark == ",", "a comma is missing")
  end
end

local function read_object(text, at)
  return read_members(text, at, "}", function(members, from)
    local key, behind = read_string(text, from)
    behind = next_mark(text, behind)
    assert(text:sub(behind, behind) == ":", "a colon is missing")
    members[key], behind = read_value(text, behind + 1)
    return behind
  end)
end

local function read_array(text, at)
  return read_members(text, at, "]", function(members, from)
    local behind
    members[#members + 1], behind = read_value(text, from)
    return behind
  end)
end

local function read_word(text, at)
  local word = assert(text:match("^[%w%.%+%-]+", at), "no value")
  local behind = at + #word
  if word == "true" then return true, behind end
  if word == "false" then return false, behind end
  if word == "null" then return nil, behind end
  return assert(tonumber(word), "malformed number"), behind
end

function read_value(text, at)
  at = next_mark(text, at)
  local mark = text:sub(at, at)
  if mark == "{" then return read_object(text, at) end
  if mark == "[" then return read_array(text, at) end
  if mark == '"' then return read_string(text, at) end
  return read_word(text, at)
end

-- The table that `text` is the JSON of; nil where it is not JSON, or not an object or array.
local function from_json(text)
  local is_read, value = pcall(read_value, text, 1)
  return is_read and type(value) == "table" and value or nil
end

-- `value` as a JSON string.
local function quoted(value)
  local inner = tostring(value):gsub('[%c"\\]', function(char) return string.format("\\u%04x", char:byte()) end)
  return '"' .. inner .. '"'
end

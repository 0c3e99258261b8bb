/*
 * positioned_json.c
 *	  Finds words with coordinates in JSON.
 */
#include "file/positioned_word.h"

#include <string.h>

/*
 * JSON
 */

/* What an object has said so far: its text and its box, each at the depth of the object. */
typedef struct JsonState
{
	int			depth;
	int			text_depth;
	int			box_depth;
	const char *text;
	const char *text_end;
	GdWord		box;
	const char *key;
	const char *key_end;
} JsonState;

static bool
is_key(const JsonState *state, const char *name)
{
	return state->key != NULL && (size_t) (state->key_end - state->key) == strlen(name) &&
		memcmp(state->key, name, strlen(name)) == 0;
}

static const char *
skip_blanks(const char *p, const char *end)
{
	while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
		p++;
	return p;
}

/*
 * A string: a key, the text of a word, or anything else. Returns what is behind it; NULL if it does
 * not end.
 */
static const char *
read_string(GdWordReader *r, JsonState *state, const char *p)
{
	const char *begin = ++p;

	while (p < r->end && *p != '"')
		p += *p == '\\' ? 2 : 1;
	if (p >= r->end)
		return NULL;
	if (*skip_blanks(p + 1, r->end - 1) == ':')
	{
		state->key = begin;
		state->key_end = p;
		r->page += is_key(state, "blocks");
		return p + 1;
	}
	if (is_key(state, "text") || is_key(state, "c"))
	{
		state->text = begin;
		state->text_end = p;
		state->text_depth = state->depth;
	}
	state->key = NULL;
	return p + 1;
}

/* [x0, y0, x1, y1] or {"x":…,"y":…,"w":…,"h":…}; anything else is no box. Returns where it ends. */
static const char *
read_json_box(const GdWordReader *r, JsonState *state, const char *p)
{
	bool		is_object = *p == '{';
	const char *end = memchr(p, is_object ? '}' : ']', (size_t) (r->end - p));
	float		number[4] = {0};
	bool		is_box;

	state->key = NULL;
	if (end == NULL)
		return r->end;
	if (is_object)
	{
		static const char *const names[4] = {"\"x\":", "\"y\":", "\"w\":", "\"h\":"};

		is_box = true;
		for (int i = 0; i < 4; i++)
		{
			const char *value = gd_find(p, end, names[i]);

			is_box = is_box && value != NULL &&
				gd_read_coordinate(skip_blanks(value + 4, end), end, &number[i]) != NULL;
		}
		number[2] += number[0];
		number[3] += number[1];
	}
	else
	{
		const char *behind = gd_read_coordinates(p + 1, end, number, 4);

		is_box = behind != NULL && skip_blanks(behind, end) == end;
	}
	state->box = (GdWord) {.left = number[0], .top = number[1], .right = number[2],
	.bottom = number[3]};
	state->box_depth = is_box ? state->depth : 0;
	return end + 1;
}

static void
end_object(GdWordReader *r, JsonState *state)
{
	if (state->depth == 0)
		return;
	if (state->text_depth == state->depth && state->box_depth == state->depth)
		gd_add_element(r, state->text, state->text_end, &state->box);
	if (state->text_depth == state->depth)
		state->text_depth = 0;
	if (state->box_depth == state->depth)
		state->box_depth = 0;
	state->depth--;
}

static void
read_json(GdWordReader *r)
{
	JsonState	state = {0};

	for (const char *p = r->text; p != NULL && p < r->end && !r->out_of_memory;)
	{
		gd_check_words(r, p);
		if (*p == '"')
			p = read_string(r, &state, p);
		else if ((*p == '[' || *p == '{') && is_key(&state, "bbox"))
			p = read_json_box(r, &state, p);
		else
		{
			if (*p == '{')
				state.depth++;
			else if (*p == '}')
				end_object(r, &state);
			p++;
		}
	}
	r->is_cut = state.depth > 0;
}

void
gd_read_json_words(GdWordReader *r, const char *head, const char *head_end)
{
	if (gd_find(head, head_end, "\"bbox\"") == NULL)
		return;
	r->words->is_json = true;
	read_json(r);
}

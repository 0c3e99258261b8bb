/*
 * mht.c
 *	  A web archive, from behind the line that tells what it is.
 */
#include "checks.h"

static const char head[] = "MIME-Version: 1.0\r\nContent-Type: ";

int
LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	check_behind(head, data, size);
	return 0;
}

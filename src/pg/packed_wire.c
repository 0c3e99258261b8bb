/*
 * packed_wire.c
 *	  disclosure_figures over the wire.
 */
#include "pg/packed_wire.h"

#include "form/pack.h"

#include "libpq/pqformat.h"
#include "port/pg_bswap.h"
#include "utils/fmgrprotos.h"

/*
 * The version of what follows, the checksum of what follows it, year, both forms,
 * the packed figures behind their length, and each amount that they have, as numeric sends it,
 * behind its length.
 */
#define WIRE_VERSION 1

#define HEAD_LENGTH (sizeof(uint8) + sizeof(uint32))

void
write_wire(StringInfo bytes, const PartFigures *figures)
{
	unsigned char packed[GD_PACKED_MAXIMUM];
	Size		size = gd_pack_figures(&figures->figures, packed);
	int			sum_at;
	uint32		sum;

	pq_sendint8(bytes, WIRE_VERSION);
	sum_at = bytes->len;
	pq_sendint32(bytes, 0);
	pq_sendint32(bytes, figures->year);
	pq_sendint32(bytes, figures->form);
	pq_sendint32(bytes, figures->proactive_form);
	pq_sendint32(bytes, size);
	pq_sendbytes(bytes, (const char *) packed, size);
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		bytea	   *amount;

		if (!gd_set_has(&figures->figures.money, gd_money_cells[i]))
			continue;
		amount = DatumGetByteaPP(DirectFunctionCall1(numeric_send, figures->amount[i]));
		pq_sendint32(bytes, VARSIZE_ANY_EXHDR(amount));
		pq_sendbytes(bytes, VARDATA_ANY(amount), VARSIZE_ANY_EXHDR(amount));
	}
	size = sum_at + sizeof(sum);
	sum = pg_hton32(figures_checksum(bytes->data + size, bytes->len - size));
	memcpy(bytes->data + sum_at, &sum, sizeof(sum));
}

/* So many bytes behind their length, within the message. */
static StringInfoData
receive_piece(StringInfo message)
{
	StringInfoData piece = {0};

	piece.len = piece.maxlen = (int) pq_getmsgint(message, sizeof(int32));
	piece.data = (char *) pq_getmsgbytes(message, piece.len);
	return piece;
}

static void
receive_amounts(StringInfo message, PartFigures *figures)
{
	for (int i = 0; i < GD_MONEY_COUNT; i++)
	{
		StringInfoData piece;

		if (!gd_set_has(&figures->figures.money, gd_money_cells[i]))
			continue;
		piece = receive_piece(message);
		figures->amount[i] = DirectFunctionCall3(numeric_recv, PointerGetDatum(&piece),
												 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1));
		pq_getmsgend(&piece);
	}
}

const char *
read_wire(StringInfo bytes, PartFigures *figures)
{
	StringInfoData piece;
	Size		used = 0;
	uint32		sum;

	if (bytes->len - bytes->cursor < HEAD_LENGTH)
		return "There are too few bytes.";
	if (pq_getmsgbyte(bytes) != WIRE_VERSION)
		return "This version does not know the version of the bytes.";
	sum = pq_getmsgint(bytes, sizeof(sum));
	if (sum != figures_checksum(bytes->data + bytes->cursor, bytes->len - bytes->cursor))
		return "The bytes do not have the checksum that is written with them.";
	figures->year = pq_getmsgint(bytes, sizeof(int32));
	figures->form = pq_getmsgint(bytes, sizeof(int32));
	figures->proactive_form = pq_getmsgint(bytes, sizeof(int32));
	piece = receive_piece(bytes);
	if (gd_unpack_figures((const unsigned char *) piece.data, piece.len, &figures->figures,
						  &used) != GD_UNPACKED || used != piece.len)
		return "The bytes are no packed figures that this version knows.";
	receive_amounts(bytes, figures);
	return bytes->cursor == bytes->len ? NULL : "There are bytes behind the last amount.";
}

PG_FUNCTION_INFO_V1(disclosure_figures_send);
/*
 * disclosure_figures_send(disclosure_figures) → bytea
 */
Datum
disclosure_figures_send(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	StringInfoData bytes;

	unpack_figures(PG_GETARG_DATUM(0), &figures);
	pq_begintypsend(&bytes);
	write_wire(&bytes, &figures);
	PG_RETURN_BYTEA_P(pq_endtypsend(&bytes));
}

PG_FUNCTION_INFO_V1(disclosure_figures_recv);
/*
 * disclosure_figures_recv(internal) → disclosure_figures
 */
Datum
disclosure_figures_recv(PG_FUNCTION_ARGS)
{
	PartFigures figures;
	const char *detail = read_wire((StringInfo) PG_GETARG_POINTER(0), &figures);

	if (detail != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary disclosure_figures"),
				 errdetail_internal("%s", detail),
				 errhint("Bytes of another version of govdisclose are read by it and by later "
						 "ones.")));
	PG_RETURN_DATUM(pack_figures(&figures));
}

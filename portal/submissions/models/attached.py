"""What the tables of attached files have in common."""

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.db.base import Base, CreatedAt, Key, Name, Sha256


class AttachedFile(Base):
    """A file of the file store that something rests on; a table says what, and is added to only."""

    __abstract__ = True

    id: Mapped[Key]
    sha256: Mapped[Sha256] = mapped_column(ForeignKey("stored_file.sha256"))
    name: Mapped[Name]
    added_by: Mapped[int] = mapped_column(BigInteger, ForeignKey("user.id"))
    added_at: Mapped[CreatedAt]
